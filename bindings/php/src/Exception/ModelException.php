<?php

// Not a model, or a broken one; the message says what is wrong.

declare(strict_types=1);

namespace Phonycloud\Phony\Exception;

final class ModelException extends PhonyException
{
}
