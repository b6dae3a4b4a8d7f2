<?php

// For classes that hold memory of the C library: a copy would be freed twice, and what is written
// down could not be brought back.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use Phonycloud\Phony\Exception\ArgumentException;

/** @internal */
trait Uncopyable
{
    use Unserialisable;

    public function __clone()
    {
        throw new ArgumentException(self::class . ' holds memory of the C library and cannot be cloned');
    }
}
