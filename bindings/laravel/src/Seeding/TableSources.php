<?php

// A source of values for each table, under a seed of its own: what a table gets does not depend on
// which tables were filled before it, and filling it further goes on where it was left.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Seeding;

use Phonycloud\Phony\Laravel\Settings;
use Phonycloud\Phony\Source;

final class TableSources
{
    /** @var array<string, Source> */
    private array $sources = [];

    /** @var array<string, int> rows that have been taken */
    private array $rows = [];

    public function __construct(private readonly Source $source, private readonly Settings $settings)
    {
    }

    /** The next row of a table. */
    public function next(string $table): Row
    {
        $this->sources[$table] ??= $this->source->seed($this->source->currentSeed() . "/$table");
        $this->rows[$table] ??= 0;
        return new Row($this->sources[$table], $this->rows[$table]++, $this->settings->uniqueRows);
    }
}
