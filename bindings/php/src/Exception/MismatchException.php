<?php

// Models that do not fit together; the message says what differs.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class MismatchException extends PhonyException
{
}
