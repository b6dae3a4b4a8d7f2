<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::create('comments', function (Blueprint $table) {
            $table->uuid('id')->primary();
            $table->morphs('commentable');
            $table->nullableUuidMorphs('author');
            $table->text('body');
            $table->ipAddress('ip')->nullable();
            $table->macAddress();
            $table->char('lang', 2)->default('en');
            $table->tinyInteger('score')->unsigned()->default('3');
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
