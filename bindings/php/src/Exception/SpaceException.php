<?php

// Not even one value has room in the memory that there is.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class SpaceException extends PhonyException
{
}
