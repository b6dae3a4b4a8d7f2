<?php

// One thing that is wrong with a schema.

declare(strict_types=1);

namespace Phonycloud\Phony;

final class Problem
{
    public function __construct(
        public readonly string $message,
        public readonly string $path,
        public readonly ?string $file,
        public readonly int $line,
        public readonly int $column
    ) {
    }
}
