//! How everything in a widget looks.

/// Every element inside, with all that the browser knows of its look (whatever properties the page has of its own) and
/// with its place in the widget.
pub const LOOK: &str = "
    const origin = widget.getBoundingClientRect();
    return [...root.querySelectorAll('.frame, .frame *')].map((element) => {
        const style = getComputedStyle(element);
        const { x, y, width, height } = element.getBoundingClientRect();
        const look = Object.fromEntries([...style].filter((name) => !name.startsWith('--')).map((name) => [name, style.getPropertyValue(name)]));
        const place = width || height ? [x - origin.x, y - origin.y, width, height].map((length) => length.toFixed(1)).join(' ') : 'nowhere';
        return { element: `${element.localName}.${element.className}`, look: { ...look, place } };
    });";
