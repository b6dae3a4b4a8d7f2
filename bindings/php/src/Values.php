<?php

// Values of one kind: made when they are asked for, one after another from the source's cursor.
// Constraints give a new object each and leave this one as it was.

declare(strict_types=1);

namespace Phonycloud\Phony;

use Closure;
use JsonSerializable;
use Phonycloud\Phony\Internal\Buffer;
use Phonycloud\Phony\Internal\Check;
use Phonycloud\Phony\Internal\Handle;
use Phonycloud\Phony\Internal\Memory;
use Phonycloud\Phony\Internal\Recipe;
use Phonycloud\Phony\Internal\Stream;
use Phonycloud\Phony\Internal\Unserialisable;
use Stringable;
use Throwable;

class Values implements Stringable, JsonSerializable
{
    use Unserialisable;

    private const COLUMN_BYTES = 24;

    /** @internal Values come from Phony and Source. */
    final public function __construct(protected Source $source, protected Stream $stream)
    {
    }

    /** The value of the next row. */
    public function generate(): string
    {
        return $this->stream->next();
    }

    public function __toString(): string
    {
        return $this->stream->next();
    }

    /** In JSON too it is a string where a string is needed. */
    public function jsonSerialize(): string
    {
        return $this->stream->next();
    }

    /**
     * The next $count values at once.
     *
     * @return list<string>
     */
    public function take(int $count): array
    {
        return $this->taken($count, fn (int $first) => (new Batch($this->stream, $first, $count))->toArray());
    }

    /** The next $count values, to be read one after another, in whatever number. */
    public function batch(int $count): Batch
    {
        return new Batch($this->stream, $this->stream->reserve(Check::count($count, 'count')), $count);
    }

    /** The value of a row, without moving the cursor. */
    public function at(int $row): string
    {
        return $this->stream->range(Check::count($row, 'row'), 1)[0];
    }

    /** The next $count values as one text with offsets. */
    public function column(int $count): Column
    {
        if ($count === 0) {
            return new Column('', pack('L', 0));
        }
        return $this->taken($count, function (int $first) use ($count): Column {
            $bytes = self::COLUMN_BYTES * $count + 4096;
            Memory::need(2 * $bytes + 8 * $count, "a column of $count values");
            $context = $this->stream->context;
            $buffer = new Buffer($context->library(), $count, min($bytes, (1 << 31) - 1), -1);
            return new Column(...$buffer->column($this->stream->generator(), $context->key(), $first));
        });
    }

    /** Characters (grapheme clusters) that values have at least. */
    public function minLength(int $length): static
    {
        return $this->with(['min_length' => Check::count($length, 'minLength')]);
    }

    public function maxLength(int $length): static
    {
        return $this->with(['max_length' => Check::count($length, 'maxLength')]);
    }

    public function minWords(int $words): static
    {
        return $this->with(['min_words' => Check::count($words, 'minWords')]);
    }

    public function maxWords(int $words): static
    {
        return $this->with(['max_words' => Check::count($words, 'maxWords')]);
    }

    public function startsWith(string $text): static
    {
        return $this->with(['prefix' => Check::text($text, 'startsWith')]);
    }

    public function endsWith(string $text): static
    {
        return $this->with(['suffix' => Check::text($text, 'endsWith')]);
    }

    public function contains(string $text): static
    {
        return $this->with(['contains' => Check::text($text, 'contains')]);
    }

    /** A regular expression that matches the whole value; without delimiters, as the library has them. */
    public function matches(string $pattern): static
    {
        return $this->with(['pattern' => Check::text($pattern, 'matches')]);
    }

    /** Of persons: men's names. */
    public function male(): static
    {
        return $this->like($this->stream->recipe->of(Recipe::MALE));
    }

    /** Of persons: women's names. */
    public function female(): static
    {
        return $this->like($this->stream->recipe->of(Recipe::FEMALE));
    }

    /** Row by row in code-point order, over $rows rows (1,000,000 where nothing else is said). */
    public function sorted(?int $rows = null): static
    {
        return $this->with(['sorted' => 1] + Recipe::rows($rows));
    }

    /**
     * No value twice in $rows rows (1,000,000 where nothing else is said); past them is an error.
     *
     * @param ?string $mode 'numbered', 'named' or 'strict'; null: the way that fits the values
     */
    public function unique(?string $mode = null, ?int $rows = null): static
    {
        return $this->with(Recipe::unique($mode, $rows));
    }

    /** @internal for templates that use these values */
    public function compiled(): Handle
    {
        return $this->stream->generator();
    }

    /** @internal */
    public function identity(): string
    {
        return $this->stream->context->locale . "\0" . $this->stream->recipe->key;
    }

    /**
     * Of the next $count rows, which stay the next ones where it fails.
     *
     * @template T
     * @param Closure(int): T $make given the first row
     * @return T
     */
    private function taken(int $count, Closure $make): mixed
    {
        $first = $this->stream->reserve(Check::count($count, 'count'));
        try {
            return $make($first);
        } catch (Throwable $failure) {
            $this->stream->seek($first);
            throw $failure;
        }
    }

    /** @param array<string, int|string> $options */
    protected function with(array $options): static
    {
        return $this->like($this->stream->recipe->with($options));
    }

    protected function like(Recipe $recipe): static
    {
        return new static($this->source, $this->source->stream($recipe));
    }
}
