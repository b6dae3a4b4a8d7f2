<?php

// How rows are written as text: the formats of "phony generate", byte for byte where a row is one
// value. A new format is a case and a line in each of the tables.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Output;

use DateTimeInterface;
use Phonycloud\Phony\Laravel\Exceptions\SettingException;

enum Format: string
{
    case Text = 'text';
    case Json = 'json';
    case Ndjson = 'ndjson';
    case Csv = 'csv';

    private const JSON = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_LINE_TERMINATORS
        | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR;

    /** The format of a name, else that of a file's ending, else $usual. */
    public static function choose(?string $name, ?string $file, self $usual): self
    {
        if ($name !== null) {
            return self::tryFrom($name) ?? throw new SettingException(sprintf(
                'there is no format "%s"; there are %s',
                $name,
                implode(', ', array_column(self::cases(), 'value')),
            ));
        }
        return self::tryFrom(strtolower(pathinfo((string) $file, PATHINFO_EXTENSION))) ?? $usual;
    }

    /**
     * All rows as pieces of text.
     *
     * @param iterable<array<string, mixed>> $rows
     * @return iterable<string> a piece for each row, and what stands around them
     */
    public function write(iterable $rows): iterable
    {
        $written = 0;
        foreach ($rows as $row) {
            yield $this->before($row, $written++) . $this->row($row);
        }
        yield match ($this) {
            self::Json => $written === 0 ? "[]\n" : "\n]\n",
            default => '',
        };
    }

    /** @param array<string, mixed> $row */
    private function before(array $row, int $written): string
    {
        return match (true) {
            $this === self::Json => $written === 0 ? "[\n" : ",\n",
            $this === self::Csv && $written === 0 => self::csv(array_keys($row)),
            default => '',
        };
    }

    /** @param array<string, mixed> $row */
    private function row(array $row): string
    {
        return match ($this) {
            self::Text => implode("\t", array_map(self::plain(...), $row)) . "\n",
            self::Json => self::json($row),
            self::Ndjson => self::json($row) . "\n",
            self::Csv => self::csv(array_values($row)),
        };
    }

    /** @param array<string, mixed> $row a value alone is not made an object */
    private static function json(array $row): string
    {
        $values = array_map(
            static fn (mixed $value): mixed => $value instanceof DateTimeInterface ? self::plain($value) : $value,
            $row,
        );
        return json_encode(array_keys($row) === ['value'] ? $values['value'] : $values, self::JSON);
    }

    /** @param list<mixed> $cells */
    private static function csv(array $cells): string
    {
        $fields = array_map(static function (mixed $cell): string {
            $text = self::plain($cell);
            $quoted = strpbrk($text, "\",\r\n") !== false || ($text === '' && $cell !== null);
            return $quoted ? '"' . str_replace('"', '""', $text) . '"' : $text;
        }, $cells);
        return implode(',', $fields) . "\n";
    }

    private static function plain(mixed $value): string
    {
        return match (true) {
            is_bool($value) => $value ? 'true' : 'false',
            $value instanceof DateTimeInterface => rtrim(rtrim($value->format('Y-m-d\TH:i:s.u'), '0'), '.'),
            is_array($value), is_object($value) => json_encode($value, self::JSON),
            default => (string) $value,
        };
    }
}
