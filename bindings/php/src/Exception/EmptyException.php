<?php

// Nothing to learn from, or no value that complies with what is asked for.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class EmptyException extends PhonyException
{
}
