<?php

// The values of one recipe under one seed, and the cursor: the next row that nobody has taken.
//
// A row's value depends on nothing but the row, so the ones behind it are made ahead: a call into C
// costs as much as dozens of values.

declare(strict_types=1);

namespace Phonycloud\Phony\Internal;

use FFI\CData;
use Phonycloud\Phony\Exception\LimitException;
use Phonycloud\Phony\Exception\PhonyException;

/** @internal */
final class Stream
{
    use Uncopyable;

    /** How many rows are made ahead, call after call: the first is fast, the millionth cheap. */
    private const GROWTH = [1, 16, 256, 1024];

    /** @var list<string> rows made ahead; the next one is $at */
    private array $ahead = [];
    private int $at = 0;
    /** The row behind those made ahead. */
    private int $row = 0;
    private int $grown = 0;
    private ?int $limit;
    private ?Handle $generator = null;
    private ?CData $key = null;

    public function __construct(public readonly Context $context, public readonly Recipe $recipe)
    {
        $this->limit = $recipe->limit();
    }

    public function next(): string
    {
        return $this->ahead[$this->at++] ?? $this->refill();
    }

    /**
     * The values of rows first to first + count - 1, or of as many as are made at a time.
     *
     * @return non-empty-list<string>
     */
    public function range(int $first, int $count): array
    {
        return Buffer::shared($this->context->library())->values(
            $this->generator(),
            $this->key ??= $this->context->key(),
            $first,
            min($count, Buffer::ROWS)
        );
    }

    /** Takes the next rows; returns the first of them. */
    public function reserve(int $count): int
    {
        $first = $this->row - max(0, count($this->ahead) - $this->at);
        Check::range($first, $count);
        if ($this->limit !== null && $count > $this->limit - $first) {
            // For the library's own message; and where it gives that row after all, ours.
            $this->range($this->limit, 1);
            throw new LimitException("$count values from row $first on: there are $this->limit rows");
        }
        $this->seek($first + $count);
        return $first;
    }

    public function seek(int $row): void
    {
        $skip = $row - ($this->row - count($this->ahead));
        if ($skip < 0 || $skip > count($this->ahead)) {
            $this->ahead = [];
            $this->row = $row;
            $skip = 0;
        }
        $this->at = $skip;
    }

    public function generator(): Handle
    {
        return $this->generator ?? $this->compiled();
    }

    /** What the pool shares is left to it, so that it can give back what nobody uses. */
    private function compiled(): Handle
    {
        return $this->recipe->isPlain()
            ? $this->context->pooled($this->recipe)
            : $this->generator = (new Compiler($this->context))->compile($this->recipe);
    }

    /** Gives the memory back; where the cursor is stays known. */
    public function release(): void
    {
        $this->row = $this->reserve(0);
        $this->ahead = [];
        $this->at = 0;
        $this->generator = null;
        $this->key = null;
        $this->grown = 0;
    }

    private function refill(): string
    {
        $this->at = 0;
        $this->ahead = [];
        $left = ($this->limit ?? PHP_INT_MAX) - $this->row;
        Check::range($this->row, 1);
        $this->ahead = $this->block(max(1, min(self::GROWTH[$this->grown], $left)));
        $this->row += count($this->ahead);
        $this->grown = min($this->grown + 1, count(self::GROWTH) - 1);
        $this->at = 1;
        return $this->ahead[0];
    }

    /** @return non-empty-list<string> */
    private function block(int $count): array
    {
        try {
            return $this->range($this->row, $count);
        } catch (PhonyException $failure) {
            // A row that nobody has asked for yet must not fail this one.
            return $count === 1 ? throw $failure : $this->range($this->row, 1);
        }
    }
}
