<?php

// One table of a data set.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Closure;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\DataSet;
use Phonycloud\Phony\Internal\Uncopyable;

final class Entity
{
    use Uncopyable;

    public readonly string $name;
    public readonly string $table;
    /** How many rows the schema has. */
    public readonly int $count;

    /**
     * @internal Entities come from Schema::entity().
     *
     * @param Closure(int): DataSet $counted the data set with another number of rows of this entity
     */
    public function __construct(private DataSet $data, private int $index, private Closure $counted)
    {
        $entity = $data->entity($index);
        $this->name = $entity->name;
        $this->table = $entity->table;
        $this->count = $entity->rows;
    }

    /**
     * Its columns, in the order in which they are written.
     *
     * @return list<Field>
     */
    public function fields(): array
    {
        return $this->data->fields($this->index);
    }

    /** The rows, to be read one after another; $count in place of the schema's number of them. */
    public function rows(?int $count = null): Rows
    {
        $data = $count === null || $count === $this->count
            ? $this->data
            : ($this->counted)(Check::count($count, 'rows'));
        $index = $data === $this->data ? $this->index : $data->find($this->name);
        return new Rows($data, $index, $count ?? $this->count);
    }

    /**
     * Rows by column: lists of values.
     *
     * @return array<string, list<mixed>>
     */
    public function columns(int $first, int $count): array
    {
        return $this->rows()->columns($first, $count);
    }

    /** The whole entity as bytes; see Rows::write(). */
    public function write(string $format, ?string $dialect = null): string
    {
        return $this->rows()->write($format, $dialect);
    }
}
