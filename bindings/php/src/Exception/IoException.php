<?php

// The system refused to open, read, write or rename; see $system.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class IoException extends PhonyException
{
}
