<?php

// No such file, model, name or column; the message has the nearest names.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class NotFoundException extends PhonyException
{
}
