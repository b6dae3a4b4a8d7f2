<?php

// A model of an application whose name is that of a generator, but for its case.

declare(strict_types=1);

namespace App\Models;

use Illuminate\Database\Eloquent\Model;

final class Email extends Model
{
}
