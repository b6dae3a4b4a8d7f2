<?php

// What a model is: sizes in bytes, counts as their names say.

declare(strict_types=1);

namespace Phonycloud\Phony;

use DateTimeImmutable;

final class ModelInfo
{
    /** @param string $mode "char", "word" or "hybrid" */
    public function __construct(
        public readonly string $name,
        public readonly string $locale,
        public readonly string $source,
        public readonly string $license,
        public readonly string $trainer,
        public readonly string $digest,
        public readonly string $mode,
        public readonly int $order,
        public readonly int $values,
        public readonly int $tokens,
        public readonly int $ngrams,
        public readonly int $memory,
        public readonly bool $hasOriginals,
        public readonly ?DateTimeImmutable $created
    ) {
    }
}
