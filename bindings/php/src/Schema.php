<?php

// A schema of a data set (PDL) under a seed. Nothing is kept of its rows: all follow from these.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Phonycloud\Phony\Exception\NotFoundException;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\Context;
use Phonycloud\Phony\Internal\DataSet;
use Phonycloud\Phony\Internal\Uncopyable;

final class Schema
{
    use Uncopyable;

    private DataSet $data;

    /**
     * @internal Schemas come from Phony and Source.
     *
     * @param array<string, int>     $counts
     * @param array<string, ?string> $options scenario, now, locale
     */
    public function __construct(
        private Context $context,
        private string $path,
        private array $counts,
        private array $options
    ) {
        Check::text($path, 'path');
        foreach ($counts as $entity => $count) {
            Check::count($count, (string) $entity);
        }
        $this->data = $this->open($counts);
    }

    /**
     * A schema's text (JSON) out of what others have: SQL, Laravel's migrations, JSON Schema,
     * OpenAPI, or CSV data.
     *
     * @param ?string $from   "ddl", "laravel", "json-schema", "openapi" or "csv"; null: found out
     * @param ?string $name   of the schema; null: of the file
     * @param ?string $locale of the schema; null: "en_US"
     */
    public static function import(
        string $path,
        ?string $from = null,
        ?string $name = null,
        ?string $locale = null
    ): string {
        return DataSet::import($path, ['from' => $from, 'name' => $name, 'locale' => $locale]);
    }

    /**
     * Parents come before their children.
     *
     * @return list<string>
     */
    public function entities(): array
    {
        $names = [];
        try {
            while (true) {
                $names[] = $this->data->entity(count($names))->name;
            }
        } catch (NotFoundException) {
            return $names;
        }
    }

    public function entity(string $name): Entity
    {
        $data = $this->data;
        $counts = $this->counts;
        return new Entity($data, $data->find($name), fn (int $rows) => $this->open([$name => $rows] + $counts));
    }

    /** CREATE TABLE and the like of all entities: for "postgres", "mysql" or "sqlite". */
    public function ddl(string $dialect): string
    {
        return $this->data->ddl(Check::text($dialect, 'dialect'));
    }

    /** @param array<string, int> $counts */
    private function open(array $counts): DataSet
    {
        return DataSet::open($this->context, $this->path, $counts, $this->options);
    }
}
