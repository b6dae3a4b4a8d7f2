<?php

// PostgreSQL has no SHOW CREATE TABLE: the statements are put together out of what it says of
// columns, enumerated types, constraints and indexes, each in its own words.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

final class PostgresCatalog extends Catalog
{
    private const TABLE = 'from pg_attribute a where a.attrelid = to_regclass(?) and a.attnum > 0
        and not a.attisdropped';
    private const ENUMS = "select format('create type %s as enum (%s);', t.oid::regtype,
            (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder)
             from pg_enum e where e.enumtypid = t.oid))
        from pg_type t where t.typtype = 'e'
        and t.oid in (select a.atttypid " . self::TABLE . ')';
    private const COLUMNS = "select format('%I %s%s', a.attname,
            format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end) "
        . self::TABLE . ' order by a.attnum';
    // Foreign keys are read apart: the tables they refer to are not in the script.
    private const CONSTRAINTS = "select pg_get_constraintdef(c.oid) from pg_constraint c
        where c.conrelid = to_regclass(?) and c.contype in ('p', 'u', 'c') order by c.contype, c.oid";
    private const INDEXES = "select pg_get_indexdef(i.indexrelid) || ';' from pg_index i
        where i.indrelid = to_regclass(?) and i.indisunique and not exists
        (select 1 from pg_constraint c where c.conindid = i.indexrelid)";
    private const FILLED = "a.attidentity <> '' or a.attgenerated <> '' or exists
        (select 1 from pg_attrdef d where d.adrelid = a.attrelid and d.adnum = a.attnum
         and pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')";
    private const FOREIGN_KEYS = "select c.conname as name, a.attname as \"column\",
            c.confrelid::regclass::text as parent, p.attname as \"key\"
        from pg_constraint c
        cross join lateral unnest(c.conkey, c.confkey) with ordinality as pair(child, parent, place)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = pair.child
        join pg_attribute p on p.attrelid = c.confrelid and p.attnum = pair.parent
        where c.contype = 'f' and c.conrelid = to_regclass(?) order by c.conname, pair.place";

    public function ddl(string $table): string
    {
        $name = [$this->quoted($table)];
        $lines = [...$this->texts(self::COLUMNS, $name), ...$this->texts(self::CONSTRAINTS, $name)];
        return implode("\n", [
            ...$this->texts(self::ENUMS, $name),
            "create table $name[0] (" . implode(",\n", $lines) . ');',
            ...$this->texts(self::INDEXES, $name),
        ]) . "\n";
    }

    public function filled(string $table): array
    {
        return $this->columns($table, self::FILLED);
    }

    public function nullable(string $table): array
    {
        return $this->columns($table, 'not a.attnotnull');
    }

    public function foreignKeys(string $table): array
    {
        $rows = $this->connection->select(self::FOREIGN_KEYS, [$this->quoted($table)]);
        foreach ($rows as $row) {
            $row->parent = str_replace('"', '', $row->parent);
        }
        return ForeignKey::fromRows($rows);
    }

    /** @return list<string> */
    private function columns(string $table, string $condition): array
    {
        $query = 'select a.attname ' . self::TABLE . " and ($condition) order by a.attnum";
        return $this->texts($query, [$this->quoted($table)]);
    }

    private function quoted(string $table): string
    {
        return $this->connection->getQueryGrammar()->wrapTable($table);
    }
}
