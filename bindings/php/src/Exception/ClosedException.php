<?php

// Something was used after its close().

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class ClosedException extends PhonyException
{
}
