<?php

// MySQL and MariaDB: SHOW CREATE TABLE, and the information schema.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

final class MySqlCatalog extends Catalog
{
    public function ddl(string $table): string
    {
        $name = str_replace('`', '``', $this->physical($table));
        $row = array_values((array) $this->connection->selectOne("show create table `$name`"));
        return "$row[1];\n";
    }

    public function filled(string $table): array
    {
        return $this->columns($table, "(extra like '%auto_increment%' or extra like '%GENERATED%'
            and extra not like '%DEFAULT_GENERATED%')");
    }

    public function nullable(string $table): array
    {
        return $this->columns($table, "is_nullable = 'YES'");
    }

    public function foreignKeys(string $table): array
    {
        return ForeignKey::fromRows($this->connection->select(
            'select constraint_name as `name`, column_name as `column`,
                    referenced_table_name as parent, referenced_column_name as `key`
             from information_schema.key_column_usage
             where table_schema = database() and table_name = ? and referenced_table_name is not null
             order by constraint_name, ordinal_position',
            [$this->physical($table)],
        ));
    }

    /** @return list<string> */
    private function columns(string $table, string $condition): array
    {
        return $this->texts(
            "select column_name from information_schema.columns
             where table_schema = database() and table_name = ? and $condition
             order by ordinal_position",
            [$this->physical($table)],
        );
    }
}
