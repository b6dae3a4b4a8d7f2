<?php

// A documented limit was exceeded; the message names it.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class LimitException extends PhonyException
{
}
