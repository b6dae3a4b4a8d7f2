<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        DB::statement('ALTER TABLE users ADD x int');
        DB::table('users')->update(['nick' => 'x']);
        $this->backfill();
        Artisan::call('cache:clear');
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
