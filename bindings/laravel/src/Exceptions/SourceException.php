<?php

// Something that rows cannot be made of: no such table, no factory, columns that cannot be filled.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

final class SourceException extends PhonyLaravelException
{
}
