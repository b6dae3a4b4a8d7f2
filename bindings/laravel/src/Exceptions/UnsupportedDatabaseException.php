<?php

// A database whose tables cannot be read.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

final class UnsupportedDatabaseException extends PhonyLaravelException
{
}
