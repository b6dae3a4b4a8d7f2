<?php

// What this package itself finds wrong; what the library finds wrong comes as its own exceptions.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

use RuntimeException;

abstract class PhonyLaravelException extends RuntimeException
{
}
