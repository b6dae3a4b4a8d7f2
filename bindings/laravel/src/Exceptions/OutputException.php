<?php

// A file that cannot be written.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

final class OutputException extends PhonyLaravelException
{
}
