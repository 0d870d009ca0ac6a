import QtQuick

// The way of a keyboard, a switch or the tactile pad over everything that can be pressed.
//
// Tab, Shift+Tab, right and left go in reading order and round: answers, next, back, staff, tools. Up and down go
// to the nearest key of the row above or below. Enter and space press. Nobody gets stuck: right alone reaches all.
QtObject {
    id: path

    required property Item scene       // everything that can be pressed lies in it
    property Item current: null        // the key that has the focus
    readonly property var last: ["key.next", "key.back", "key.staff"]

    function stops(): var {
        const found = [];
        const walk = item => {
            if (!item.visible || item.opacity === 0)
                return;
            if (item instanceof Pressable && item.objectName !== "" && item.width > 0)
                found.push(item);
            for (const child of item.children)
                walk(child);
        };
        walk(scene);
        return found;
    }

    // The answers first, from the rail to the stage and from top to bottom, then the bar and the tools.
    function ordered(): var {
        const places = stops().map(item => {
            const at = item.mapToItem(scene, 0, 0);
            const bar = last.indexOf(item.objectName);
            const tool = item.objectName.startsWith("tool.") && !item.objectName.startsWith("tool.keyboard");
            const part = bar >= 0 ? 2 + bar : tool ? 6 : Theme.wide && at.x >= Theme.stageX !== Theme.left ? 1 : 0;
            return { item: item, part: part, x: at.x, y: at.y, height: item.height };
        });
        places.sort((a, b) => a.part - b.part
            || (Math.abs(a.y - b.y) > Math.min(a.height, b.height) / 2 ? a.y - b.y : a.x - b.x));
        return places.map(place => place.item);
    }

    function first(): Item {
        return ordered()[0] || null;
    }

    function take(item: Item) {
        if (!item)
            return;
        item.forceActiveFocus(Qt.TabFocusReason);
        Desk.focused(item.objectName, (item as Pressable).spoken);
    }

    function step(count: int) {
        const items = ordered();
        const at = items.indexOf(current);
        take(at < 0 ? items[0] : items[(at + count + items.length) % items.length]);
    }

    // The nearest key whose row is above or below; beyond the last row on in reading order.
    function row(direction: int) {
        if (!current || !current.visible)
            return step(direction);
        const here = centre(current);
        let best = null, least = Infinity;
        for (const item of stops()) {
            const there = centre(item);
            const down = (there.y - here.y) * direction;
            if (item === current || down < Math.min(item.height, current.height) / 2)
                continue;
            const far = down + Math.abs(there.x - here.x) * 2;
            if (far < least) {
                least = far;
                best = item;
            }
        }
        if (best)
            take(best);
        else
            step(direction);
    }

    function centre(item: Item): point {
        return item.mapToItem(scene, item.width / 2, item.height / 2);
    }

    // After a screen has come: the same key where it still is, else the first answer.
    function keep(name: string) {
        if (current && current.visible && current.activeFocus && stops().includes(current))
            return;
        take(stops().find(item => item.objectName === name) || first());
    }

    // Whether the key of the keyboard was one of the path's.
    function moved(key: int): bool {
        switch (key) {
        case Qt.Key_Tab:
        case Qt.Key_Right:
            step(1);
            return true;
        case Qt.Key_Backtab:
        case Qt.Key_Left:
            step(-1);
            return true;
        case Qt.Key_Down:
            row(1);
            return true;
        case Qt.Key_Up:
            row(-1);
            return true;
        }
        return false;
    }
}
