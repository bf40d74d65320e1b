"""Which characters Chinese text is made of: a number for each, and for a text its mean."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

# The 1,600 most frequent characters of Chinese news (96 of 100 in running text) in bands,
# each with the Traditional forms of its characters. The number is about log2 of how often a
# character of the band stands in Chinese for once in bytes decoded by a wrong codec.
_COMMON: tuple[tuple[int, str], ...] = (
    (
        6,
        "的一人在是了中不有国大为年和发行上时会要到个生以作这公出市家来业对工我法新地日方"
        "全区民后车成多事动进國爲發時會個這來業對區後車動進",
    ),
    (
        5,
        "理就用开现实经自能月下部们他关过定于安机主分通等高建学也可子员合同天小网展被重力"
        "面前务心产长道电好者路平体某场化政都保其说交提当还将加点所院得本信与司文起设内明"
        "之目县资案表情管水报处里制警元并最次查品强没联度任位间金看而名三入意第系着记利及"
        "美近共题南如正期外应西门两局山代因海商从万手治问规性相无已更開現實經們關過於機學"
        "員網務產長電體場說當還將點與設內縣資報處裏並強沒聯間記題應門兩從萬問規無",
    ),
    (
        4,
        "视示城件你总村活程持向消省据委社各此告然去受息打立量党原项特接办但物组基东导解么"
        "北很老今医调果二责推给央常回十广服种议证想造台做女己计书州口华费让气知收线些决求"
        "数身江运标该结式队教支至改认领由带单施取放比或习投深指传先创流户权条号级统企科样"
        "把专房集护王风话友只闻检农众使别那技张增防完达源确直质款布罪四客团感少供坚营京监"
        "播步故战游未周头见注环续准整况非格色她术请精价火审义济育转站清军走每职际变再真严"
        "視總據黨項辦組東導麼醫調責給廣種議證臺計書華費讓氣線決數運標該結隊認領帶單習傳創"
        "戶權條號級統樣專護風話聞檢農衆別張達確質團堅營監戰遊頭見環續準況術請價審義濟轉軍"
        "職際變嚴",
    ),
    (
        3,
        "干速易师快协诉限世群镇险反引需边李称效境校节举参界住具依构落备致型才容府何违河犯"
        "态形林复执获伤影五微贫照难论包孩察又根首几装空研儿害考辆阳织园超神观银类光律销钱"
        "助优斯病失选积范断马维控图花驶判命随越份识什港段候即始德往验龙百负极划离士便域热"
        "升思乡连承宣显男采约驾功救许置双存排按料财死互除停担势革兴核克涉席副益觉居刑族留"
        "响片且爱球声融评拉黄纪亲则值击食白象较望亚批官策红历亿旅养讲乐陈铁终太满青属低底"
        "层送疑买试络股土器必言模列付围罚仅福货预购配编室远湖晚切米抓率药志宁博找尔税余骗"
        "嫌移景罗午修刘究楼额突云善假香章康充苏困降压却损店听宝例健止毒售班愿武卫黑紧庭初"
        "石疗稳酒岁足帮字卖频早均访继雨破算申演庆急街牌眼吃遇测补普赛富英史半希争巴危春古"
        "温杨载卡航千免介录夫脱待曾障智讯追轻厂序星八贸朋派亡密扶尽略临措念六母予纳飞减媒"
        "输招吸谈九跟贷暴它艺届细怎像培督拿血票刚油托良偿挥污汉述桥欢促综七否退征错签川田"
        "幹師協訴羣鎮險邊稱節舉參構備違態復執獲傷貧難論幾裝兒輛陽織園觀銀類銷錢優選積範斷"
        "馬維圖駛隨識驗龍負極劃離熱鄉連顯採約駕許雙財擔勢興覺響愛聲評黃紀親則擊較亞紅歷億"
        "養講樂陳鐵終滿屬層買試絡圍罰僅貨預購編遠藥寧爾稅餘騙羅劉樓額雲蘇壓卻損聽寶願衛緊"
        "療穩歲幫賣頻訪繼慶喫測補賽爭溫楊載錄脫訊輕廠貿盡臨納飛減輸談貸藝屆細剛託償揮漢橋"
        "歡綜徵錯籤",
    ),
    (
        1,
        "父俄印材享够患伙伊兰索板阿左右础适状汽训烟音版座沙欧写短妈树另码绍借绿占赔攻守灾"
        "爆令简素启聚读附烈夜贵独顺币斗择木洲语味私套染威绝画筑激倒赶须奖刻峰迎扬馆禁括轮"
        "换波询您津朝吉草端角劳醒谢钟仍彻永虽雪吴呢岛久荣朗块署登靠伟燃幸纷丰尼账季针献煤"
        "顾吗喜吧侵答贯避抢澳乱兵差彩杀背秀乘冲哪固恶剧震伴辑甚诈努玩厅竟拍妇盗洋延盖裁叫"
        "般隐汇陆怀似钢灯婚歌藏幕巨析圈贴架符昌课姓异屋丽援扩散截逃遭呼返归赵韩旗租堂奋梦"
        "礼亮盘休盟坏露凌逐鲜搜坐泰哈胡授操宽谁订毕松误勇湾励召穿驻仪探冷释奇辖软戏途苦秦"
        "皮徐胜徒含封妻跑拘撞库债童脑笑零迁箱掉典沟静惠晓竞练键衣洗巡梁握挂圾郑垃怕幅笔慢"
        "废雷哥距陕船菜秘乌拆餐诚蒙履岗扣侧宜塔祝庄曲冰鉴弹枪拥浪寻射牢尚捕缺累玉阅雄乎奥"
        "齐侦抗夏扎虚顶毛腐杂痛植句摩耳朱饭践昨晨牛既鱼孙迅讨嘉阶摄映啊洁缴瑞透赞暖洪券茶"
        "悉败甲若沿梅缓喝绩净祖贡繁振叶泉烧灵混盛梯敢漏旧忙滨残郭绕鼓拒讼熟贿冬束链井焦浙"
        "肯矿楚折遗赢尊幼阻册弃纠谋迹掌扫灭涨横勤窗岸董偷池触著森闭硬秋鸡坛忘邮押脚墙饮骨"
        "甘冒唐恐野炸刷覆祥挑递塞刀筹估疾惊脸宾肉丹宗阴伍蓝洞渐籍弱丝暂窃篇铺坦奶抽概尤床"
        "抵叙诊滑撤疆翻览润诺厚沉圳址佳鲁弟坡谓虑症莫详敏溪倍拓爸搞慧恢跨尾吨泥亩储遍默麻"
        "拟辉潜秩昆搭泛舞撑跌袭赌唱偏碰纸径粉瓦扰杜凤潮珠婆旦衡姐浓毁阵洛佛赴咨宿勒杰毫壮"
        "恩抱肃缩浦锁恒旁堵隔携睡傅劝誉拖圣丁遵兼宋漫滴挖谷轨疏液泽唯卷迫忠贺械彭跳拨腾迷"
        "炎闹杭聊淫苗凝档陪丈孔仓龄徽踪捷塑盐伯劣敬殊皇栏页辞赏词摆赚渠欠豪凡添俗末胁骑萨"
        "贝刺肇堆羊竹肥圆夺雅邀沈宫懂猪搬桂呈顿畅铜盾荐爷辅狗闲陷抚壁湿耐凭君辩暗虎塘殖惩"
        "陵屏劲蒋凯诗牵疫奉鞋贪杯邻纽冠寒镜忍妹祸诱碍炉锦绪醉晶脏戴玻辛迈奔狐湘仁娱伦浮舆"
        "缘宏欺秒迟拔熊稿珍倡趋毅逻厦纯璃虫锋帝伸哭黎隆宇豆曝舒亏淮娃慎贩剩矛坊忆尘辽替迪"
        "牙巧舍肝娘岭鼻坑菌欲瓶裂驱慰胎汤泄描忽摸宅悲岩厉谊纵砖伪榆腿滋戒轿惯骂尸猫贤喊倾"
        "夠夥蘭礎適狀訓煙歐寫媽樹碼紹綠佔賠災簡啓讀貴獨順幣鬥擇語絕畫築趕須獎峯揚館輪換詢"
        "勞謝鍾徹雖吳島榮塊偉紛豐賬針獻顧嗎貫搶亂殺衝惡劇輯詐廳婦盜蓋隱匯陸懷鋼燈貼課異麗"
        "擴歸趙韓奮夢禮盤壞鮮寬誰訂畢誤灣勵駐儀釋轄軟戲勝庫債腦遷溝靜曉競練鍵掛鄭筆廢陝祕"
        "烏誠崗側莊鑑彈槍擁尋閱奧齊偵虛頂雜飯踐魚孫討階攝潔繳贊敗緩績淨貢葉燒靈舊濱殘繞訟"
        "賄鏈礦遺贏冊棄糾謀跡掃滅漲橫觸閉雞壇郵腳牆飲遞籌驚臉賓陰藍漸絲暫竊鋪牀敘診覽潤諾"
        "魯謂慮詳噸畝儲擬輝潛撐襲賭紙徑擾鳳濃毀陣諮傑壯肅縮鎖恆攜勸譽聖軌澤賀撥騰鬧檔倉齡"
        "蹤鹽欄頁辭賞詞擺賺脅騎薩貝圓奪宮豬頓暢銅薦爺輔閒撫溼憑辯懲勁蔣凱詩牽貪鄰紐鏡禍誘"
        "礙爐錦緒髒邁娛倫輿緣遲趨邏廈純蟲鋒虧販憶塵遼嶺驅湯巖厲誼縱磚僞轎慣罵屍貓賢傾",
    ),
)

_BANDS: tuple[tuple[int, int, int], ...] = (  # first, last code point, weight; later rows win
    (0x0000, 0xFFFF, -5),
    (0x0000, 0x001F, -6),
    (0x0009, 0x000D, 0),
    (0x0020, 0x007E, 0),
    (0x007F, 0x009F, -8),  # C1 controls never stand in a text that was decoded rightly
    (0x00A0, 0x00FF, -3),
    (0x00A0, 0x00A0, 0),
    (0x00B7, 0x00B7, 2),
    (0x0100, 0x052F, -3),
    (0x2000, 0x2BFF, -1),
    (0x3000, 0x303F, 1),
    (0x3040, 0x312F, -2),  # kana: EUC-JP read as GBK shows it at the right places
    (0x3400, 0x9FFF, -5),
    (0xAC00, 0xD7FF, -4),
    (0xD800, 0xDFFF, -2),  # halves of emoji and rare characters
    (0xE000, 0xF8FF, -6),
    (0xFF01, 0xFF5E, 0),
    (0xFFFD, 0xFFFD, -4),  # one damaged byte must not outweigh the good text around it
    (0xFFFE, 0xFFFF, -8),
)
_CANTONESE = "嘅佢哋啲咁冇喺嚟嗰咗唔嘢啱嗌攞瞓"  # what Hong Kong writes as it speaks
_CRIES = (  # they come by the line in chat and comments
    "呵哈嘿嘻嗯哦喔噢唉哎呀啊哇嘛呢吧吗哼咦咳嗨喵汪哒啦咯咚叮砰啪嗖噼笃锵呜唔嗷咩吱咔嚓咻嘘噗呸呃喂嗵哗呗"
    "噜喽哟嗒咣啵哞嘎咿呦噔铛"
)
_MARKS = "“”‘’…—、《》「」『』（）：；！？【】\N{IDEOGRAPHIC SPACE}"


@cache
def weights() -> NDArray[np.int8]:
    """For every 16-bit code point, how well it fits Chinese text: 6 very common, -8 impossible."""
    table = np.empty(0x10000, np.int8)
    for first, last, weight in _BANDS:
        table[first : last + 1] = weight
    # What the national standards call second level is rare, the first level known to everybody.
    for codec, leads, weight in (
        ("gb2312", range(0xD8, 0xF8), -3),
        ("big5", range(0xA4, 0xC7), -3),
        ("gb2312", range(0xB0, 0xD8), -1),
    ):
        for lead in leads:
            row = bytes(b for trail in range(0xA1, 0xFF) for b in (lead, trail))
            table[_units(row.decode(codec, "ignore"))] = weight
    for weight, characters in _COMMON:
        table[_units(characters)] = weight
    table[_units(_CANTONESE)] = 3
    cries = _units(_CRIES)
    table[cries] = np.maximum(table[cries], 1)
    table[_units(_MARKS)] = 3
    table[_units("，。")] = 5
    table.flags.writeable = False
    return table


def _units(text: str) -> NDArray[np.uint16]:
    """The UTF-16 code units of a text."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")


def fit(text: str) -> tuple[float, int]:
    """How well the non-ASCII characters of a text fit Chinese, on the mean, and how many there are.

    Chinese prose has 4, what a wrong codec makes of it about -3; 0.0 when all is ASCII.

    >>> fit("他们说，这是第一次。")[0] > 4 > 0 > fit("他们说，这是".encode().decode("gbk"))[0]
    True
    >>> fit("plain")
    (0.0, 0)
    """
    units = _units(text)
    found = weights()[units[units >= 0x7F]]
    return (float(found.mean()), len(found)) if len(found) else (0.0, 0)


def is_cries(text: str) -> bool:
    """Whether a text is nothing but cries and marks, as a line of a chat is.

    >>> is_cries("呵呵呵，砰！"), is_cries("呵呵，好")
    (True, False)
    """
    high = [char for char in text if char >= "\x7f"]
    return len(high) >= _CRIED and all(char in f"{_CRIES}{_MARKS}，。" for char in high)


_CRIED = 3  # letters: of another codec's bytes one in eighty reads as a cry
_MARKED = 0.1  # Chinese has a mark in seven characters; other codecs' bytes hit one in a thousand


def marked(text: str) -> bool:
    """Whether a text is full of Chinese marks, as a list of rare names is that fits badly else.

    >>> marked("参加的有朱镕基、赵頔、吴旻。"), marked("参加会议的有")
    (True, False)
    """
    high = [char for char in text if char >= "\x7f"]
    marks = sum(char in "，。、：；？！“”《》（）「」" for char in high)
    return len(high) >= 8 and marks >= _MARKED * len(high)
