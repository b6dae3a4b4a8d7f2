<?php

// Where rows come from that a command writes.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Sources;

interface RowSource
{
    /** @return iterable<array<string, mixed>> as many as were asked for; a single value is "value" */
    public function rows(): iterable;
}
