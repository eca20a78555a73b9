<?php
/**
 * Plugin Name: Hustings
 * Description: Shows nominations side by side, from one JSON feed: [hustings src="nominations.json"]
 * Version: 0.1.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: MIT OR Apache-2.0
 */

namespace Hustings;

defined( 'ABSPATH' ) || exit;

/** What authors may say on the tag, but for `src`. Each one takes a value… */
const ATTRIBUTES = array(
	'election',
	'view',
	'query',
	'picks',
	'order',
	'theme',
	'loading',
	'timeout',
	'images',
	'id',
	'lang',
);
/** …and these are there or not. */
const FLAGS = array( 'permalink' );

/** Of what may stand inside the shortcode's brackets only. */
const ALIGNMENTS = array( 'wide', 'full' );

/** What is wrong where the package isn't. */
const MISSING = 'the widget’s own files are missing. Copy the folder pkg, or the one with its version in its name, into wp-content/plugins/hustings.';

/** Where feeds are that are only named, below the site's uploads. */
const FEEDS = 'hustings';

add_shortcode( 'hustings', __NAMESPACE__ . '\shortcode' );
// After the shortcodes have become tags.
add_filter( 'the_content', __NAMESPACE__ . '\of_content', 20 );
add_filter( 'wp_kses_allowed_html', __NAMESPACE__ . '\allow_tag', 10, 2 );
// Before a network's own list, which has the last word.
add_filter( 'upload_mimes', __NAMESPACE__ . '\allow_feeds', 9 );
add_filter( 'wp_check_filetype_and_ext', __NAMESPACE__ . '\know_feed', 10, 5 );
add_filter( 'script_loader_tag', __NAMESPACE__ . '\as_module', 10, 2 );
add_action( 'admin_notices', __NAMESPACE__ . '\say_what_is_missing' );

/**
 * [hustings src="nominations.json" view="compare"]what readers see without scripts[/hustings]
 *
 * @param array|string $given   What stands in the brackets.
 * @param string|null  $content What stands between the brackets.
 */
function shortcode( $given, $content = null ) {
	$faults  = array();
	$unknown = array();
	$flags   = '';
	// The page's own colours, and the widget begins where the text does.
	$values = array( 'theme' => 'inherit' );
	foreach ( (array) $given as $name => $value ) {
		$value = unquoted( $value );
		if ( '' === $value && is_int( $name ) ) {
			continue;
		}
		if ( is_int( $name ) && in_array( $value, FLAGS, true ) ) {
			$flags .= " $value";
		} elseif ( in_array( $name, FLAGS, true ) ) {
			// As on the tag.
			$flags .= 'false' === $value ? '' : " $name";
		} elseif ( 'src' === $name || in_array( $name, ATTRIBUTES, true ) ) {
			$values[ $name ] = $value;
		} elseif ( 'align' === $name && in_array( $value, ALIGNMENTS, true ) ) {
			// What themes call a block that is broader than the text.
			$values['class'] = "align$value";
		} else {
			$unknown[] = is_int( $name ) ? $value : "$name=$value";
		}
	}
	if ( $unknown ) {
		$faults[] = sprintf(
			'Not understood: %1$s. It takes src, %2$s and align (%3$s); a value with spaces needs straight quotation marks.',
			implode( ', ', $unknown ),
			implode( ', ', array_merge( ATTRIBUTES, FLAGS ) ),
			implode( ' or ', ALIGNMENTS )
		);
	}

	$src = feed_address( $values['src'] ?? '', $faults );
	unset( $values['src'] );
	if ( null === package() ) {
		$faults[] = MISSING;
	}

	$inside = trim( do_shortcode( (string) $content ) );
	if ( '' === $inside ) {
		// Elsewhere (in a feed reader, in a newsletter) the post is where nominations can be read.
		$leads  = is_feed() ? (string) get_permalink() : $src;
		$inside = '' === $leads ? '' : sprintf( '<a href="%s">Nominations</a>', esc_url( $leads ) );
	}
	if ( is_feed() ) {
		return $inside;
	}
	if ( '' === $src || null === package() ) {
		return told( $faults ) . $inside;
	}

	load_script();
	$attributes = sprintf( ' src="%s"', esc_url( $src, array( 'http', 'https' ) ) );
	foreach ( $values as $name => $value ) {
		$attributes .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	return told( $faults ) . "<hustings-widget$attributes$flags>$inside</hustings-widget>";
}

/**
 * The address of the feed that an author names: what begins with a scheme or with / as it is, other names in the uploads.
 *
 * @param string   $src    What the author wrote.
 * @param string[] $faults What is wrong is added.
 */
function feed_address( $src, array &$faults ) {
	if ( '' === $src ) {
		$faults[] = 'It needs the address of a feed: [hustings src="nominations.json"].';
		return '';
	}
	if ( preg_match( '~^(/|https?://)~i', $src ) ) {
		return $src;
	}
	if ( preg_match( '~^[a-z][a-z0-9+.-]*:~i', $src ) || 0 !== validate_file( $src ) ) {
		$faults[] = "“{$src}” is no address of a feed: it takes https://…, a path that begins with /, or a file’s name.";
		return '';
	}
	$uploads = wp_get_upload_dir();
	if ( ! is_file( $uploads['basedir'] . '/' . FEEDS . "/$src" ) ) {
		$faults[] = "There is no feed $src in wp-content/uploads/" . FEEDS . '. Put it there, or give its address: src="https://…".';
	}
	return $uploads['baseurl'] . '/' . FEEDS . '/' . implode( '/', array_map( 'rawurlencode', explode( '/', $src ) ) );
}

/** Without the typographic quotation marks that word processors put in place of the straight ones. */
function unquoted( $value ) {
	$marks = '“”„″‘’«»';
	return trim( preg_replace( "/^[$marks]+|[$marks]+\$/u", '', html_entity_decode( (string) $value, ENT_QUOTES, 'UTF-8' ) ) );
}

/** What an author has to mend, for those who may; readers are not told. */
function told( array $faults ) {
	if ( ! $faults || ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	$lines = implode( '<br>', array_map( 'esc_html', $faults ) );
	return "<p role=\"note\"><strong>[hustings]</strong> $lines</p>";
}

/** The folder of the widget's files below this one: the latest version, or the one without a version. */
function package() {
	static $found = false;
	if ( false === $found ) {
		$folders = array();
		foreach ( array( 'hustings-*', 'pkg' ) as $name ) {
			foreach ( (array) glob( __DIR__ . "/$name/hustings.js" ) as $file ) {
				$folders[] = basename( dirname( $file ) );
			}
		}
		// A folder with a version wins: browsers and caches may keep its files.
		usort( $folders, 'version_compare' );
		$versions = array_values( array_diff( $folders, array( 'pkg' ) ) );
		$found    = $versions ? end( $versions ) : ( $folders[0] ?? null );
	}
	return $found;
}

/** The page that is being made needs the widget's script. */
function load_script() {
	// Without a version behind it: the package's other files import this one by its plain name.
	$address = plugins_url( package() . '/hustings.js', __FILE__ );
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'hustings', $address, array(), null );
	} else {
		wp_enqueue_script( 'hustings', $address, array(), null, true );
	}
}

/** Before WordPress 6.5 there is nothing but this to say what a script is. */
function as_module( $tag, $handle ) {
	if ( 'hustings' !== $handle ) {
		return $tag;
	}
	$tag = preg_replace( '/\stype=([\'"]).*?\1/', '', $tag );
	return str_replace( '<script ', '<script type="module" ', $tag );
}

/** Who writes the tag itself, in a Custom HTML block, gets the script too. */
function of_content( $content ) {
	if ( false !== stripos( $content, '<hustings-widget' ) && null !== package() ) {
		load_script();
	}
	return $content;
}

/** Authors who may not write any HTML may write this tag: it shows a feed, and runs nothing that the feed says. */
function allow_tag( $tags, $context ) {
	if ( 'post' === $context && is_array( $tags ) ) {
		$names                   = array_merge( array( 'src', 'class' ), ATTRIBUTES, FLAGS );
		$tags['hustings-widget'] = array_fill_keys( $names, true );
	}
	return $tags;
}

/** The media library takes feeds. */
function allow_feeds( $types ) {
	return array( 'json' => 'application/json' ) + $types;
}

/**
 * What WordPress takes for some text, even for a page, may be a feed: it knows no JSON that begins with a byte order
 * mark, or is larger than what it reads of a file. Nothing passes that isn't one object of JSON from end to end.
 *
 * @param array        $known     What WordPress found: `ext`, `type`, `proper_filename`.
 * @param string       $file      Where the file is.
 * @param string       $filename  What it is called.
 * @param string[]     $types     What may be uploaded, unless that is as ever.
 * @param string|false $real_type What the file looks like.
 */
function know_feed( $known, $file, $filename, $types, $real_type = false ) {
	if ( ! empty( $known['type'] ) || 0 !== strpos( (string) $real_type, 'text/' ) ) {
		return $known;
	}
	$named = wp_check_filetype( $filename, $types );
	if ( 'json' !== strtolower( (string) $named['ext'] ) || ! in_array( $named['type'], get_allowed_mime_types(), true ) ) {
		return $known;
	}
	wp_raise_memory_limit( 'admin' );
	$text = preg_replace( '/^\xEF\xBB\xBF/', '', (string) file_get_contents( $file ) );
	if ( ! is_object( json_decode( $text ) ) ) {
		return $known;
	}
	return array_merge( $known, $named );
}

/** Who looks after plugins is told what is missing before a reader is. */
function say_what_is_missing() {
	if ( null === package() && current_user_can( 'activate_plugins' ) ) {
		printf(
			'<div class="notice notice-error"><p>%s</p></div>',
			esc_html( 'Hustings: ' . MISSING )
		);
	}
}
