<?php

// A malformed template, pattern, CSV or JSON; see $inputLine and $inputColumn.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class SyntaxException extends PhonyException
{
}
