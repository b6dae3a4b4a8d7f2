<?php

// The schema (PDL) of one table, as the library makes it of the table's SQL: which generator fits which
// column is its own knowledge, the same as that of "phony schema import".

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Phonycloud\Phony\Entity;
use Phonycloud\Phony\Schema;
use Phonycloud\Phony\Source;
use stdClass;

final class TableSchema
{
    private readonly string $name;
    private readonly stdClass $entity;

    /** @var list<string> columns that were left out and hold every value once */
    private array $unique = [];

    /** @var list<list<string>> columns that hold every combination once */
    private readonly array $together;

    private function __construct(private readonly stdClass $document)
    {
        $this->name = (string) array_key_first((array) $document->entities);
        $this->entity = $document->entities->{$this->name};
        $groups = [$this->entity->primary ?? [], ...$this->entity->unique ?? []];
        $this->together = array_values(array_filter($groups, static fn (array $group): bool => count($group) > 1));
        unset($this->entity->indexes, $this->entity->primary, $this->entity->unique);
    }

    public static function fromSql(string $sql, string $locale): self
    {
        $text = TemporaryFile::with($sql, static fn (string $path): string =>
            Schema::import($path, from: 'ddl', locale: $locale));
        $document = json_decode($text, false, 64, JSON_THROW_ON_ERROR);
        assert($document instanceof stdClass);
        // A table that refers to itself; which rows there are to refer to is the database's to say.
        unset($document->relationships);
        return new self($document);
    }

    /** @param list<string> $columns */
    public function leaveOut(array $columns): void
    {
        foreach ((array) $this->entity->fields as $name => $field) {
            if (in_array($field->column ?? $name, $columns, true)) {
                if (($field->unique ?? false) || ($field->primary ?? false)) {
                    $this->unique[] = $field->column ?? $name;
                }
                unset($this->entity->fields->$name);
            }
        }
    }

    /**
     * Whether columns that were left out hold every value once, by themselves.
     *
     * @param list<string> $columns
     */
    public function areUnique(array $columns): bool
    {
        return count($columns) === 1 && in_array($columns[0], $this->unique, true)
            && !in_array($columns[0], array_merge([], ...$this->together), true);
    }

    /**
     * The columns that hold every combination once, where all of them are among these.
     *
     * @param list<string> $columns
     * @return list<string> empty where there are none
     */
    public function uniqueTogether(array $columns): array
    {
        foreach ($this->together as $group) {
            if (array_diff($group, $columns) === []) {
                return $group;
            }
        }
        return [];
    }

    public function isEmpty(): bool
    {
        return (array) $this->entity->fields === [];
    }

    /** The entity with so many rows, under a source's seed and locale. */
    public function entity(Source $phony, int $rows): Entity
    {
        $text = json_encode($this->document, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
        return TemporaryFile::with($text, fn (string $path): Entity =>
            $phony->schema($path, [$this->name => $rows])->entity($this->name));
    }
}
