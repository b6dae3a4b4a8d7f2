<?php

// A schema with problems: the message is the first, $problems holds all.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

use Phonycloud\Phony\Problem;

final class SchemaException extends PhonyException
{
    /** @var list<Problem> in the order of the files and their lines, at most 1,000 */
    public array $problems = [];
}
