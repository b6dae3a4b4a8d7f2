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

    /** @var list<string> columns of bytes that PostgreSQL wants in digits */
    private array $bytes = [];

    public function __construct(private readonly Entity $entity, string $driver)
    {
        foreach ($entity->fields() as $field) {
            $type = (string) strtok($field->type, '(');
            if (isset(self::TIMES[$type])) {
                $this->times[$field->column] = self::TIMES[$type];
            }
            if ($type === 'bytes' && $driver === 'pgsql') {
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
                $row[$column] = $time->format($format) . $fraction;
            }
        }
        foreach ($this->bytes as $column) {
            $row[$column] = is_string($row[$column]) ? '\\x' . bin2hex($row[$column]) : $row[$column];
        }
        return $row;
    }
}
