<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::dropIfExists('password_resets');
        Schema::drop('failed_jobs');
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
