<?php

// A table that is not there, or whose columns cannot be filled.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

final class TableException extends PhonyLaravelException
{
}
