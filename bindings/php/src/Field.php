<?php

// One column of an entity.

declare(strict_types=1);

namespace Phonycloud\Phony;

final class Field
{
    /**
     * @param string  $type       "int64", "decimal(10,2)", "text(120)"
     * @param string  $generator  its type or name; "": of a relationship, or of cases alone
     * @param ?string $references "User.id", or several with "or"
     */
    public function __construct(
        public readonly string $name,
        public readonly string $column,
        public readonly string $type,
        public readonly string $generator,
        public readonly bool $isPrimary,
        public readonly bool $isUnique,
        public readonly bool $canBeNull,
        public readonly ?string $references
    ) {
    }
}
