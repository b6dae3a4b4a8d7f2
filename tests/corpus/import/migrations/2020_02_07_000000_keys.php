<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration
{
    /** Run the migrations. */
    public function up(): void
    {
        Schema::table('posts', function (Blueprint $table) {
            $table->dropForeign(['user_id']);
            $table->dropIndex('posts_title_index');
        });
        Schema::table('users', function (Blueprint $table) {
            $table->dropForeign('users_team_id_foreign');
            $table->dropUnique('users_email_unique');
            $table->unique(['email', 'deleted_at'], 'live_mail');
            $table->index(['name', 'email']);
        });
        Schema::table('post_tag', function (Blueprint $table) {
            $table->dropForeign('pt_tag');
        });
    }

    public function down(): void
    {
        Schema::dropIfExists('never_replayed');
    }
};
