<?php

// Rows of an entity, made a thousand at a time while they are read. They can be read again, from
// any row on, and are the same.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Closure;
use Countable;
use DateTimeImmutable;
use Generator;
use IteratorAggregate;
use JsonSerializable;
use Phonycloud\Phony\Exception\ArgumentException;
use Phonycloud\Phony\Exception\LimitException;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\DataSet;
use Phonycloud\Phony\Internal\Memory;
use Phonycloud\Phony\Internal\Uncopyable;

/**
 * A row's values are int, float, bool, string (decimals, texts, uuids, JSON, bytes),
 * DateTimeImmutable (date, time, timestamp, timestamptz; UTC) or null.
 *
 * @implements IteratorAggregate<int, array<string, mixed>>
 */
final class Rows implements IteratorAggregate, Countable, JsonSerializable
{
    use Uncopyable;

    private const JSON_TIME = 'Y-m-d\TH:i:s.uP';

    /** @internal Rows come from Entity::rows(). */
    public function __construct(private DataSet $data, private int $entity, private int $count)
    {
    }

    public function count(): int
    {
        return $this->count;
    }

    /** @return Generator<int, array<string, mixed>> */
    public function getIterator(): Generator
    {
        return $this->from(0);
    }

    /**
     * The rows from this one on.
     *
     * @return Generator<int, array<string, mixed>>
     */
    public function from(int $first): Generator
    {
        Check::count($first, 'row');
        return $this->read($first);
    }

    /**
     * The rows in lists of $size (the last may be shorter): for bulk inserts.
     *
     * @return Generator<int, non-empty-list<array<string, mixed>>>
     */
    public function chunks(int $size = 1000): Generator
    {
        if ($size < 1) {
            throw new ArgumentException("a chunk has 1 row or more ($size)");
        }
        return $this->cut($size);
    }

    /** @return array<string, mixed> */
    public function at(int $row): array
    {
        $this->within(Check::count($row, 'row'), 1);
        return $this->data->maker()->rows($this->entity, $row, 1)[0];
    }

    /** @return list<array<string, mixed>> */
    public function toArray(): array
    {
        return self::next($this->read(0), $this->count);
    }

    /**
     * By column: lists of values, as they are in rows.
     *
     * @return array<string, list<mixed>>
     */
    public function columns(int $first = 0, ?int $count = null): array
    {
        $count ??= max(0, $this->count - Check::count($first, 'first'));
        $this->within(Check::count($first, 'first'), Check::count($count, 'count'));
        $maker = $this->data->maker();
        $memory = new Memory("columns of $count rows", $count);
        $columns = $maker->columns($this->entity, $first, min($count, DataSet::BATCH));
        for ($done = DataSet::BATCH; $done < $count; $done += DataSet::BATCH) {
            $memory->check($done, DataSet::BATCH);
            $piece = $maker->columns($this->entity, $first + $done, min($count - $done, DataSet::BATCH));
            foreach ($piece as $name => $values) {
                array_push($columns[$name], ...$values);
            }
        }
        return $columns;
    }

    /** As bytes: "csv", "json", "ndjson", "copy", "load", or "sql" with a dialect. */
    public function write(string $format, ?string $dialect = null): string
    {
        $text = '';
        foreach ($this->pieces($format, $dialect) as $index => $piece) {
            $text .= $piece;
            // The first piece stands before the rows, the others are of a batch. A text that grows is copied.
            if ($index > 0) {
                $all = strlen($text) / min($this->count, $index * DataSet::BATCH) * $this->count;
                Memory::need(2 * $all - strlen($text), "the text of $this->count rows");
            }
        }
        return $text;
    }

    /**
     * The same piece by piece, for what is not to be in memory at once.
     *
     * @return Generator<int, string>
     */
    public function pieces(string $format, ?string $dialect = null): Generator
    {
        Check::text($format, 'format');
        Check::text((string) $dialect, 'dialect');
        return $this->data->maker()->pieces($this->entity, $this->count, $format, $dialect);
    }

    /** @return list<array<string, mixed>> times as texts of RFC 3339, bytes as "\x" and digits */
    public function jsonSerialize(): array
    {
        $bytes = [];
        foreach ($this->data->fields($this->entity) as $field) {
            $bytes[$field->column] = $field->type === 'bytea';
        }
        $plain = static fn (mixed $value, string $column): mixed => match (true) {
            $value instanceof DateTimeImmutable => $value->format(self::JSON_TIME),
            $bytes[$column] && is_string($value) => '\x' . bin2hex($value),
            default => $value,
        };
        return self::next($this->read(0), $this->count, static function (array $row) use ($plain): array {
            return array_combine(array_keys($row), array_map($plain, $row, array_keys($row)));
        });
    }

    /** @return Generator<int, array<string, mixed>> */
    private function read(int $first): Generator
    {
        // Of its own: a maker is written over by the next one who uses it.
        $maker = $this->data->maker();
        for ($row = $first; $row < $this->count; $row += DataSet::BATCH) {
            foreach ($maker->rows($this->entity, $row, min($this->count - $row, DataSet::BATCH)) as $values) {
                yield $values;
            }
        }
    }

    /** @return Generator<int, non-empty-list<array<string, mixed>>> */
    private function cut(int $size): Generator
    {
        $rows = $this->read(0);
        for ($left = $this->count; $left > 0; $left -= $size) {
            yield self::next($rows, min($left, $size));
        }
    }

    /**
     * @param Generator<int, array<string, mixed>> $rows
     * @param ?Closure(array<string, mixed>): array<string, mixed> $as what becomes of them
     * @return list<array<string, mixed>> the next ones, as many as are asked for
     */
    private static function next(Generator $rows, int $count, ?Closure $as = null): array
    {
        $memory = new Memory("a list of $count rows", $count);
        $list = [];
        for ($made = 1; $made <= $count; $made++) {
            $list[] = $as === null ? $rows->current() : $as($rows->current());
            if ($made % DataSet::BATCH === 0) {
                $memory->check($made, DataSet::BATCH);
            }
            $rows->next();
        }
        return $list;
    }

    private function within(int $first, int $count): void
    {
        if ($count > $this->count || $first > $this->count - $count) {
            throw new LimitException("rows $first to $first + $count: there are $this->count");
        }
    }
}
