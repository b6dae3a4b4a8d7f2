<?php

// A file of a newer format version.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class VersionException extends PhonyException
{
}
