<?php

// An argument or option outside of what is documented for it.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class ArgumentException extends PhonyException
{
}
