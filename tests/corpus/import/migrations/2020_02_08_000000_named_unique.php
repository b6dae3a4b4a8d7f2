<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::table('users', function (Blueprint $table) {
            $table->dropUnique('live_mail');
            $table->string('email')->unique()->change();
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
