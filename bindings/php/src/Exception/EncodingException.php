<?php

// Not UTF-8, or a NUL byte, where text is expected.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class EncodingException extends PhonyException
{
}
