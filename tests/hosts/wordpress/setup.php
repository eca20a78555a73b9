<?php
// Makes the site: installs WordPress where it isn't yet, puts the plugin on, and writes the post anew, as an
// author does who may not write any HTML. Run by start.sh: php setup.php SITE FEED

if ( PHP_SAPI !== 'cli' ) {
	exit( 1 );
}
[ , $site, $feed ] = $argv;
$_SERVER['HTTP_HOST'] = getenv( 'ADDRESS' );
define( 'WP_INSTALLING', ! is_file( "$site/.installed" ) );
// A network's list of what may be uploaded, where WordPress has its own: there before any plugin.
$of_network = null;
$wp_filter  = array( 'upload_mimes' => array( 10 => array( array( 'function' => 'of_network', 'accepted_args' => 1 ) ) ) );
function of_network( $types ) {
	return null === $GLOBALS['of_network'] ? $types : array_intersect_key( $types, $GLOBALS['of_network'] );
}
require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

/** Ends with what went wrong. */
function done( $outcome, $what ) {
	if ( ! $outcome || is_wp_error( $outcome ) ) {
		fwrite( STDERR, "$what: " . ( is_wp_error( $outcome ) ? $outcome->get_error_message() : 'no' ) . "\n" );
		exit( 1 );
	}
	return $outcome;
}

if ( WP_INSTALLING ) {
	wp_install( 'The Committee’s blog', 'editor', 'editor@example.org', true, '', wp_generate_password() );
	touch( "$site/.installed" );
	// The rest needs a WordPress that knows it is there.
	exit( 75 );
}

$failed = activate_plugin( 'hustings/hustings.php' );
done( ! is_wp_error( $failed ), 'activating the plugin' );
$GLOBALS['wp_rewrite']->set_permalink_structure( '/%postname%/' );
flush_rewrite_rules();

/** What a reader gets of a post with this in it holds so much, or doesn't. */
function gives( $content, $words, $holds = true ) {
	$given = apply_filters( 'the_content', $content );
	done( ( false !== strpos( $given, $words ) ) === $holds, "$content\ngives\n$given\n" . ( $holds ? 'without ' : 'with ' ) . $words );
}
wp_set_current_user( 0 );
gives( '[hustings src="/a.json?x=1&y=2" query=\'fact.employer:"Red Hat"\' permalink align="wide"]', ' src="/a.json?x=1&#038;y=2" theme="inherit" query="fact.employer:&quot;Red Hat&quot;" class="alignwide" permalink>' );
// As word processors, and WordPress itself, write quotation marks.
gives( '[hustings src=“/a.json” view=&#8220;compare&#8221;]', ' src="/a.json" theme="inherit" view="compare">' );
gives( '[hustings src="/a.json" onclick="alert(1)" view="\"><script>"]', 'onclick', false );
gives( '[hustings src="/a.json" onclick="alert(1)" view="\"><script>"]', '<script', false );
gives( '[hustings src="/a.json" permalink="false"]', ' src="/a.json" theme="inherit">' );
gives( '[hustings src="/a.json" permalink="true"]', ' src="/a.json" theme="inherit" permalink>' );
gives( '[hustings src="/a.json" lang="sv"]', ' lang="sv">' );
gives( '[hustings src="javascript:alert(1)//"]', '<hustings-widget', false );
gives( '[hustings src="../../wp-config.php"]', '<hustings-widget', false );
gives( '[hustings]', '[hustings]', false );
// Readers aren't told what is wrong; who may mend it is.
gives( '[hustings src="/a.json" vew="compare"]', 'vew', false );
wp_set_current_user( 1 );
gives( '[hustings src="/a.json" vew="compare"]', 'Not understood: vew=compare.' );
gives( '[hustings src="nowhere.json"]', 'There is no feed nowhere.json' );

$author = get_user_by( 'login', 'author' );
$author = $author ? $author->ID : done( wp_create_user( 'author', wp_generate_password(), 'author@example.org' ), 'the author' );
( new WP_User( $author ) )->set_role( 'author' );
// From here on WordPress takes out what authors may not write.
wp_set_current_user( $author );
done( ! current_user_can( 'unfiltered_html' ), 'an author without unfiltered_html' );

foreach ( get_posts( array( 'post_type' => array( 'post', 'attachment' ), 'post_status' => 'any', 'numberposts' => -1 ) ) as $old ) {
	wp_delete_post( $old->ID, true );
}

/** Puts a file into the media library, as that does it. */
function upload( $name, $text ) {
	$file = wp_tempnam( $name );
	file_put_contents( $file, $text );
	$media = media_handle_sideload( array( 'name' => $name, 'tmp_name' => $file ) );
	if ( is_file( $file ) ) {
		unlink( $file );
	}
	return $media;
}
$text  = file_get_contents( $feed );
$large = '{"version":"https://jsonfeed.org/version/1.1","items":[],"description":"' . str_repeat( 'a nomination ', 150000 ) . '"}';
// Taken for a page, for what stands near its beginning.
$linked = '{"home_page_url":"<a href=\"https://example.org/\">",' . substr( $large, 1 );
foreach ( array( 'with a byte order mark' => "\xEF\xBB\xBF$text", 'of two million bytes' => $large, 'with a link in it' => $linked, 'as any' => $text ) as $kind => $of_kind ) {
	wp_delete_attachment( done( upload( 'feed.json', $of_kind ), "a feed $kind in the media library" ), true );
}
$refused = array(
	'page.json'    => '<!DOCTYPE html><script>alert(1)</script>',
	'words.json'   => 'alert(1)',
	'text.json'    => '"<script>alert(1)</script>"',
	'cut.json'     => substr( $large, 0, -1 ),
	'marked.json'  => "\xEF\xBB\xBF<script>alert(1)</script>",
	'after.json'   => "$large<script>alert(1)</script>",
	'picture.json' => '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
	'page.html'    => $text,
	'picture.svg'  => $text,
	'page.json.php' => $text,
);
foreach ( $refused as $name => $hostile ) {
	done( is_wp_error( upload( $name, $hostile ) ), "a refusal of $name" );
}
// What a network doesn't allow stays out, with the plugin too.
$of_network = array( 'jpg|jpeg|jpe' => true );
foreach ( array( $text, $large ) as $of_kind ) {
	done( is_wp_error( upload( 'feed.json', $of_kind ) ), 'a refusal of what the network does not take' );
}
$file = wp_tempnam( 'feed.json' );
file_put_contents( $file, $large );
$found = wp_check_filetype_and_ext( $file, 'feed.json', array( 'json' => 'application/json' ) );
done( false === $found['type'], 'a refusal of what the network does not take, whoever asks for it' );
unlink( $file );
$of_network += array( 'json' => true );
wp_delete_attachment( done( upload( 'feed.json', $large ), 'a feed in a network that takes it' ), true );
$of_network = null;

$media = done( upload( 'nominations.json', $text ), 'the feed in the media library' );
$src   = wp_make_link_relative( wp_get_attachment_url( $media ) );

/** Publishes a post, and says what WordPress kept of it. */
function publish( $title, $name, $content ) {
	$post = array( 'post_title' => $title, 'post_name' => $name, 'post_content' => wp_slash( $content ), 'post_status' => 'publish' );
	return get_post( done( wp_insert_post( $post, true ), $title ) );
}

$html = '<hustings-widget src="' . $src . '" view="compare" theme="inherit" permalink><a href="https://example.org/">All nominations</a></hustings-widget>';
$kept = publish( 'The candidates, written as HTML', 'as-html', "<!-- wp:html -->\n$html\n<!-- /wp:html -->" );
done( false !== strpos( $kept->post_content, $html ), "WordPress changed the tag of an author: $kept->post_content" );

$post = publish(
	'Who stands for the committee',
	'nominations',
	<<<HTML
<!-- wp:paragraph -->
<p>Nominations closed last night. Voting opens on Monday and stays open for two weeks; everyone with commits in the past year has a ballot in their inbox.</p>
<!-- /wp:paragraph -->

<!-- wp:heading -->
<h2>The candidates</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Here is everybody who was nominated, in their own words. Pick two or more to read them side by side.</p>
<!-- /wp:paragraph -->

<!-- wp:shortcode -->
[hustings src="$src"]<a href="https://example.org/nominations">All nominations</a>[/hustings]
<!-- /wp:shortcode -->

<!-- wp:heading -->
<h2>How to vote</h2>
<!-- /wp:heading -->

<!-- wp:paragraph -->
<p>Rank as many as you like. Results come out on the Thursday after the poll closes, with the counts.</p>
<!-- /wp:paragraph -->
HTML
);
echo get_permalink( $post ), "\n", get_permalink( $kept ), "\n";
