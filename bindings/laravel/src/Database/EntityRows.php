<?php

// Rows of a schema's entity as a database takes them: times as text, as their columns' types have it.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Database;

use DateTimeImmutable;
use Phonycloud\Phony\Entity;

final class EntityRows
{
    /** By the type's name; what is not here goes as it is. */
    private const TIMES = ['date' => 'Y-m-d', 'time' => 'H:i:s', 'timestamp' => 'Y-m-d H:i:s',
        'timestamptz' => 'Y-m-d H:i:s'];

    /** @var array<string, string> formats by column */
    private array $times = [];

    /** @var array<string, string> what stands behind a time, by column */
    private array $zones = [];

    /** @var list<string> columns of bytes that are written in digits */
    private array $bytes = [];

    /** @param bool $digits bytes as PostgreSQL writes them */
    public function __construct(private readonly Entity $entity, string $driver, bool $digits)
    {
        foreach ($entity->fields() as $field) {
            $type = (string) strtok($field->type, '(');
            if (isset(self::TIMES[$type])) {
                $this->times[$field->column] = self::TIMES[$type];
                // Else it would be a time where the connection is; the others have no such type.
                $this->zones[$field->column] = $type === 'timestamptz' && $driver === 'pgsql' ? '+00' : '';
            }
            if ($type === 'bytea' && $digits) {
                $this->bytes[] = $field->column;
            }
        }
    }

    /** @return iterable<array<string, mixed>> by the row's number */
    public function from(int $first = 0): iterable
    {
        foreach ($this->entity->rows()->from($first) as $row) {
            yield $first++ => $this->converted($row);
        }
    }

    /**
     * @param array<string, mixed> $row
     * @return array<string, mixed>
     */
    private function converted(array $row): array
    {
        foreach ($this->times as $column => $format) {
            $time = $row[$column];
            if ($time instanceof DateTimeImmutable) {
                $fraction = $format === 'Y-m-d' ? '' : rtrim($time->format('.u'), '.0');
                $row[$column] = $time->format($format) . $fraction . $this->zones[$column];
            }
        }
        foreach ($this->bytes as $column) {
            $row[$column] = is_string($row[$column]) ? '\\x' . bin2hex($row[$column]) : $row[$column];
        }
        return $row;
    }
}
