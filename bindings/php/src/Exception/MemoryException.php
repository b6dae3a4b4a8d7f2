<?php

// An allocation of the library failed.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class MemoryException extends PhonyException
{
}
