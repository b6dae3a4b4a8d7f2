<?php

// SQLite keeps the statements that made a table, and answers the rest as tables of pragmas.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

final class SqliteCatalog extends Catalog
{
    public function ddl(string $table): string
    {
        $statements = $this->texts(
            "select sql from sqlite_master where tbl_name = ? collate nocase and sql is not null
             and type in ('table', 'index') order by type desc, rowid",
            [$this->physical($table)],
        );
        return implode(";\n", $statements) . ";\n";
    }

    public function filled(string $table): array
    {
        // "integer primary key" alone is a name of the row's number, which SQLite counts; hidden
        // columns are computed (2, 3) or belong to a virtual table (1).
        return $this->texts(
            "select name from pragma_table_xinfo(?) as c where hidden > 0
             or (pk > 0 and lower(type) = 'integer'
                 and (select count(*) from pragma_table_info(?) where pk > 0) = 1
                 and not exists (select 1 from pragma_index_list(?) where origin = 'pk'))",
            array_fill(0, 3, $this->physical($table)),
        );
    }

    public function nullable(string $table): array
    {
        return $this->texts(
            'select name from pragma_table_xinfo(?) where "notnull" = 0 and pk = 0',
            [$this->physical($table)],
        );
    }

    public function foreignKeys(string $table): array
    {
        // Without columns, a reference means the parent's primary key.
        return ForeignKey::fromRows($this->connection->select(
            'select f.id as name, f."from" as "column", f."table" as parent,
                    coalesce(f."to", (select p.name from pragma_table_info(f."table") as p
                                      where p.pk = f.seq + 1)) as "key"
             from pragma_foreign_key_list(?) as f order by f.id desc, f.seq',
            [$this->physical($table)],
        ));
    }
}
