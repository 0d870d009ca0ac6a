pragma ComponentBehavior: Bound
import QtQuick

// Stacks its children from the top and turns pages when they do not fit; it never scrolls.
//
// Children that take part have `gapBefore` (px; -1 = the usual gap) and an implicitHeight that does
// not depend on this column's height. Optional: `half` (two side by side), `keepWithNext` (a head
// stays with its row), `nearNext` (stays with it where a page has room for both), `group` (a name: rows
// of one group share one white card), `from` (the least y: what is pressed stays in reach).
Item {
    id: column

    property real available: height
    property real gap: Theme.px(Theme.wide ? 20 : 24)
    property int page: 0
    property string pageText: ""       // words of the session for its own pages
    property var outerUp: null         // keys of pages that the session turns
    property var outerDown: null
    property int outerPage: 1
    property int outerPages: 1
    property Component continuedHead: null     // over the rest of a group that began on another page
    property real continuedHeight: 0
    property bool continuedInCard: false
    property bool ready: false
    property bool building: false      // more rows are being made: the number of pages is not known yet
    readonly property real halfWidth: Math.floor((width - Theme.px(24)) / 2)
    readonly property real pagerHeight: Theme.mm(23)
    // Not bindings: each of many children would lay out all of them again.
    property var blocks: []
    property var layout: ({ places: [], cards: [], continued: [], pages: 1, height: 0, tallest: 0 })
    readonly property bool pagerShown: outerPages > 1
    readonly property int pages: layout.pages
    readonly property bool pagerVisible: pages > 1 || pagerShown || building
    // Height on one page; does not depend on `available`.
    readonly property real wanted: bare + (pagerShown ? pagerHeight + Theme.px(28) : 0)
    property real bare: 0
    property real highest: 0           // of what stays together
    // The least that a page can do with.
    readonly property real least: highest + pagerHeight + Theme.px(28)
    readonly property real usedHeight: layout.height
    default property alias items: holder.data

    implicitHeight: usedHeight

    function collect() {
        const blocks = [];
        for (const child of holder.children) {
            if (child.gapBefore === undefined || child.skipped)
                continue;
            const h = child.implicitHeight;
            const previous = blocks.length ? blocks[blocks.length - 1] : null;
            if (child.half && previous && previous.half && previous.items.length === 1
                    && previous.items[0].gapBefore === child.gapBefore) {
                previous.items.push(child);
                previous.h = Math.max(previous.h, h);
            } else {
                const group = child.group || "";
                const joined = group !== "" && previous && previous.group === group;
                blocks.push({ items: [child], h: h, half: !!child.half, group: group, joined: joined,
                    gap: joined ? 0 : child.gapBefore >= 0 ? child.gapBefore : column.gap,
                    keep: !!child.keepWithNext, near: !!child.nearNext, from: child.from || 0 });
            }
        }
        return blocks;
    }

    function total(blocks) {
        return blocks.reduce((sum, b, i) => sum + b.h + (i ? b.gap : 0), 0);
    }

    // A block and those that go to the same page: those that must, and those that should where `limit` allows it.
    function together(blocks, i, limit) {
        let need = blocks[i].h, last = i;
        while (last + 1 < blocks.length && (blocks[last].keep || blocks[last].near)) {
            const more = blocks[last + 1].gap + blocks[last + 1].h;
            if (!blocks[last].keep && need + more > limit)
                break;
            need += more;
            last++;
        }
        return { need: need, last: last };
    }

    function arrange(blocks, available, outer) {
        const places = [];
        const cards = [];
        const continued = [];
        const turning = outer || building || total(blocks) > available;
        const limit = turning ? available - column.pagerHeight - Theme.px(28) : available;
        let y = 0, page = 0, tallest = 0, settled = -1;
        for (let i = 0; i < blocks.length; i++) {
            const b = blocks[i];
            const gap = y > 0 ? b.gap : 0;
            // One that came along with the block before stays where that stands.
            const come = i > settled ? together(blocks, i, limit) : { need: b.h, last: settled };
            settled = come.last;
            const next = Math.max(y + gap, b.from);
            if (y > 0 && next + come.need > limit) {
                page++;
                y = Math.max(b.joined ? column.continuedHeight : 0, b.from);
                if (b.joined && y > 0)
                    continued.push({ page: page, item: b.items[0] });
            } else {
                y = next;
            }
            b.items.forEach((item, k) => places.push({
                item: item, y: y, h: b.h, page: page,
                x: k ? width - column.halfWidth : 0
            }));
            if (b.group !== "") {
                const last = cards.length ? cards[cards.length - 1] : null;
                if (b.joined && last && last.page === page && last.group === b.group)
                    last.h = y + b.h - last.y;
                else {
                    const top = column.continuedInCard && b.joined ? 0 : y;
                    cards.push({ group: b.group, page: page, y: top, h: y + b.h - top });
                }
            }
            y += b.h;
            tallest = Math.max(tallest, y);
        }
        return { places: places, cards: cards, continued: continued, pages: page + 1, height: tallest
            + (turning ? column.pagerHeight + Theme.px(28) : 0), tallest: tallest };
    }

    // The children as they are now; what depends on this column's place follows by `onAvailableChanged`.
    function relayout() {
        if (!ready)
            return;
        blocks = collect();
        bare = total(blocks);
        highest = blocks.reduce((most, b, i) => Math.max(most, together(blocks, i, 0).need), 0);
        rearrange();
    }

    function rearrange() {
        if (ready)
            layout = arrange(blocks, available, pagerShown);
    }

    function watch(child: Item) {
        child.implicitHeightChanged.connect(column.relayout);
        for (const property of ["gapBefore", "skipped", "half", "group", "keepWithNext", "nearNext", "from"]) {
            if (child[property + "Changed"] !== undefined)
                child[property + "Changed"].connect(column.relayout);
        }
    }

    // Page on which an item stands, 0 when it does not take part.
    function pageOf(item: Item): int {
        for (const p of layout.places) {
            if (p.item === item)
                return p.page;
        }
        return 0;
    }

    function place() {
        const shown = Math.min(page, layout.pages - 1);
        if (shown !== page) {
            page = shown;
            return;
        }
        // What was placed in another text size and takes no part now must not stay behind.
        for (const child of holder.children) {
            if (child.skipped === true)
                child.visible = false;
        }
        // Placing an item can change its height, and so the layout: then the new one counts.
        for (let placed = null; placed !== layout; ) {
            placed = layout;
            for (const p of placed.places) {
                p.item.x = p.x;
                p.item.y = p.y;
                p.item.height = p.h;
                p.item.visible = p.page === shown;
            }
        }
    }

    function turn(step: int) {
        const next = page + step;
        if (next >= 0 && next < pages)
            page = next;
        else if (step < 0 && outerUp && outerUp.action)
            Desk.act(outerUp.action, outerUp.argument);
        else if (step > 0 && outerDown && outerDown.action)
            Desk.act(outerDown.action, outerDown.argument);
    }

    // A page of the session begins at its top, or at its end when one comes back to it.
    property int lastOuterPage: 1
    onOuterPageChanged: {
        page = outerPage < lastOuterPage ? Math.max(0, pages - 1) : 0;
        lastOuterPage = outerPage;
    }
    onLayoutChanged: place()
    onPageChanged: place()
    onAvailableChanged: rearrange()
    onBuildingChanged: rearrange()
    onPagerShownChanged: rearrange()
    onWidthChanged: relayout()
    onGapChanged: relayout()
    onContinuedHeightChanged: rearrange()
    Component.onCompleted: {
        ready = true;
        relayout();
    }

    Repeater {
        model: column.layout.cards.length

        Rectangle {
            required property int index
            readonly property var card: column.layout.cards[index] || ({ page: -1, y: 0, h: 0 })

            visible: card.page === column.page
            y: card.y
            width: column.width
            height: card.h
            radius: Theme.px(18)
            color: Theme.surface
            border.width: Theme.px(2)
            border.color: Theme.hair
        }
    }

    Repeater {
        model: column.layout.continued.length

        Loader {
            required property int index
            readonly property var place: column.layout.continued[index] || ({ page: -1, item: null })
            readonly property Item continues: place.item

            visible: place.page === column.page
            width: column.width
            sourceComponent: column.continuedHead
        }
    }
    // A Repeater puts its items into their order only after `childrenChanged`. Not Qt.callLater: that
    // would still come when the screen is gone.
    Timer {
        id: reorder

        interval: 0
        onTriggered: column.relayout()
    }
    Item {
        id: holder

        property var watched: []

        anchors.fill: parent
        onChildrenChanged: {
            for (const child of children) {
                if (child.gapBefore !== undefined && !watched.includes(child)) {
                    watched.push(child);
                    column.watch(child);
                }
            }
            if (column.ready)
                reorder.restart();
        }
    }

    Item {
        id: pager

        visible: column.pagerVisible
        width: parent.width
        height: column.pagerHeight
        y: Math.min(column.available - height, column.layout.tallest + Theme.px(28))

        SecondaryKey {
            objectName: column.outerUp && column.outerUp.name ? column.outerUp.name : "key.page.up"
            width: Math.min(Theme.px(300), parent.width * 0.36)
            height: parent.height
            size: Theme.bar(32)
            icon: "up"
            text: column.outerUp && column.outerUp.text ? column.outerUp.text : Theme.words.up
            off: column.page === 0 && column.outerPage <= 1
            onTriggered: column.turn(-1)
        }
        Label {
            anchors.centerIn: parent
            width: parent.width * 0.26
            horizontalAlignment: Text.AlignHCenter
            bold: true
            size: Theme.bar(32)
            readonly property string own: (column.page + 1) + "/" + column.pages
            text: column.building ? "" : column.outerPages <= 1 ? Theme.words.page.arg(column.page + 1).arg(column.pages)
                : (column.pageText !== "" ? column.pageText : column.outerPage + "/" + column.outerPages)
                    + (column.pages > 1 ? " (" + own + ")" : "")
        }
        SecondaryKey {
            objectName: column.outerDown && column.outerDown.name ? column.outerDown.name : "key.page.down"
            anchors.right: parent.right
            width: Math.min(Theme.px(300), parent.width * 0.36)
            height: parent.height
            size: Theme.bar(32)
            icon: "down"
            text: column.outerDown && column.outerDown.text ? column.outerDown.text : Theme.words.down
            off: column.page >= column.pages - 1 && column.outerPage >= column.outerPages && !column.building
            onTriggered: column.turn(1)
        }
    }
}
