<?php

// The schema (PDL) of one table, as the library has made it of the table's SQL.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use Phonycloud\Phony\Entity;
use Phonycloud\Phony\Laravel\Exceptions\OutputException;
use Phonycloud\Phony\Source;
use stdClass;

final class TableSchema
{
    private readonly string $name;
    private readonly stdClass $entity;

    /** @var list<string> */
    private array $unique = [];

    private function __construct(private readonly stdClass $document)
    {
        $this->name = (string) array_key_first((array) $document->entities);
        $this->entity = $document->entities->{$this->name};
    }

    public static function fromSql(string $sql, string $locale): self
    {
        $document = json_decode(Importer::fromSql($sql, $locale), false, 64, JSON_THROW_ON_ERROR);
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
     * Whether columns that were left out hold every value once.
     *
     * @param list<string> $columns
     */
    public function areUnique(array $columns): bool
    {
        return count($columns) === 1 && in_array($columns[0], $this->unique, true);
    }

    public function isEmpty(): bool
    {
        return (array) $this->entity->fields === [];
    }

    /** The entity with so many rows, under a source's seed and locale. */
    public function entity(Source $phony, int $rows): Entity
    {
        $file = tempnam(sys_get_temp_dir(), 'phony');
        $text = json_encode($this->document, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION);
        if ($file === false || file_put_contents($file, $text) === false) {
            throw new OutputException('no temporary file can be written in ' . sys_get_temp_dir());
        }
        try {
            return $phony->schema($file, [$this->name => $rows])->entity($this->name);
        } finally {
            unlink($file);
        }
    }
}
