<?php

// What every failure of the library is: the C library's message, its status and its place.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

use Throwable;

class PhonyException extends \RuntimeException
{
    /**
     * @param int $status      a number of phony_status; 0 where the library was not asked
     * @param int $inputLine   of the file or text that was read, from 1; 0 where it makes no sense
     * @param int $inputColumn in bytes, from 1; 0 where it makes no sense
     * @param int $system      an errno value, or 0
     */
    public function __construct(
        string $message,
        public readonly int $status = 0,
        public readonly int $inputLine = 0,
        public readonly int $inputColumn = 0,
        public readonly int $system = 0,
        ?Throwable $previous = null
    ) {
        parent::__construct($message, $status, $previous);
    }
}
