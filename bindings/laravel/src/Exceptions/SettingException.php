<?php

// A setting of config/phony.php, or an option of a command, that means nothing.

declare(strict_types=1);

namespace Phonycloud\Phony\Laravel\Exceptions;

final class SettingException extends PhonyLaravelException
{
}
