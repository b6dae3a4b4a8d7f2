<?php

// Pieces of text put together before the system is asked to write them: a call for each row is slow.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Output;

final class Blocks
{
    private const BYTES = 65_536;

    /**
     * @param iterable<string> $pieces
     * @return iterable<string>
     */
    public static function of(iterable $pieces): iterable
    {
        $block = '';
        foreach ($pieces as $piece) {
            $block .= $piece;
            if (strlen($block) >= self::BYTES) {
                yield $block;
                $block = '';
            }
        }
        if ($block !== '') {
            yield $block;
        }
    }
}
