<?php

// The C library or PHP's FFI is missing, forbidden or of another version; the message has the way out.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class LibraryException extends PhonyException
{
}
