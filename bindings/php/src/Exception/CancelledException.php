<?php

// A progress callback asked to stop.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class CancelledException extends PhonyException
{
}
